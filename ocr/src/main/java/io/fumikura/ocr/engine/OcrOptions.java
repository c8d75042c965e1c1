package io.fumikura.ocr.engine;

import io.fumikura.inference.model.Device;
import io.fumikura.inference.onnx.OnnxOptions;

/**
 * @param onnx device and threads of one run
 * @param orientation whether pages that lie on a side or upside down are turned
 * @param tables whether ruled tables are looked for
 */
public record OcrOptions(OnnxOptions onnx, boolean orientation, boolean tables) {
    public static OcrOptions on(Device device) {
        return new OcrOptions(OnnxOptions.on(device), true, true);
    }

    public static OcrOptions threads(int threads) {
        return new OcrOptions(new OnnxOptions(Device.CPU, threads, 0, null), true, true);
    }
}
