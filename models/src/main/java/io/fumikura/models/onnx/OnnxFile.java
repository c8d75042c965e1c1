package io.fumikura.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what is needed of an ONNX file without loading its weights. */
public final class OnnxFile {
    private OnnxFile() {}

    /**
     * The version of the standard operators the graph was written for; 0 if the file names none.
     *
     * @throws IOException it cannot be read, or is no ONNX file
     */
    public static int opset(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream input = CodedInputStream.newInstance(stream);
            input.setSizeLimit(Integer.MAX_VALUE);
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == ModelProto.OPSET_IMPORT_FIELD_NUMBER) {
                    OperatorSetIdProto opset = OperatorSetIdProto.parseFrom(input.readByteArray());
                    if (opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx")) {
                        return Math.toIntExact(opset.getVersion());
                    }
                } else {
                    input.skipField(tag);
                }
            }
            return 0;
        }
    }
}
