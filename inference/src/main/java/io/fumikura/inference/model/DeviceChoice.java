package io.fumikura.inference.model;

/**
 * The device that was taken and the reason, as operators see it in the log, on {@code /info} and in
 * a metric.
 */
public record DeviceChoice(Device device, String reason) {
    public DeviceChoice {
        if (device == Device.AUTO) {
            throw new IllegalArgumentException("a choice is cuda or cpu");
        }
    }
}
