package io.fumikura.localstack.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;

/** Says who answers; clients compare the version with their own. */
final class HealthService extends QdrantGrpc.QdrantImplBase {

    /** The Qdrant version whose interface this is. */
    private static final String VERSION = "1.17.0";

    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> caller) {
        Answer.to(
                caller,
                () ->
                        HealthCheckReply.newBuilder()
                                .setTitle("fumikura local-stack, Qdrant-compatible")
                                .setVersion(VERSION)
                                .build());
    }
}
