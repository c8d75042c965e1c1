package io.fumikura.localstack.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Common.PointId;

/** Answers to wrong use, with the status and about the words real Qdrant gives. */
final class Refusal {

    private Refusal() {}

    static StatusRuntimeException noCollection(String name) {
        return Status.NOT_FOUND
                .withDescription("Not found: Collection `" + name + "` doesn't exist!")
                .asRuntimeException();
    }

    static StatusRuntimeException noAlias(String name) {
        return Status.NOT_FOUND
                .withDescription("Not found: Alias " + name + " does not exists!")
                .asRuntimeException();
    }

    static StatusRuntimeException noPoint(PointId id) {
        String name = id.hasUuid() ? id.getUuid() : Long.toString(id.getNum());
        return Status.NOT_FOUND
                .withDescription("Not found: No point with id " + name + " found")
                .asRuntimeException();
    }

    static StatusRuntimeException exists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Wrong input: Collection `" + name + "` already exists!")
                .asRuntimeException();
    }

    static StatusRuntimeException wrongInput(String reason) {
        return Status.INVALID_ARGUMENT
                .withDescription("Wrong input: " + reason)
                .asRuntimeException();
    }

    /** Real Qdrant can do this; this store cannot. */
    static StatusRuntimeException unsupported(String feature) {
        return Status.UNIMPLEMENTED
                .withDescription("local-stack does not support " + feature)
                .asRuntimeException();
    }
}
