package io.fumikura.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.batch.DeviceLost;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.batch.Overloaded;
import io.fumikura.inference.batch.ShuttingDown;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ModelCallTest {
    @Test
    void aFullQueueIsOverloadAndSaysWhenToComeAgain() {
        ServiceException answer =
                ModelCall.translate(new Overloaded("9 tokens wait", Duration.ofSeconds(4)));

        assertThat(answer.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(answer.detail()).isEqualTo("The model is busy: 9 tokens wait");
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(4));
    }

    @Test
    void everyOtherFailureHasItsCode() {
        assertThat(code(new TimeoutException())).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(code(new ShuttingDown())).isEqualTo(ErrorCode.NOT_READY);
        assertThat(code(new DeviceLost("gone", new IllegalStateException())))
                .isEqualTo(ErrorCode.NOT_READY);
        assertThat(code(new ModelFailure("no", new IllegalStateException())))
                .isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(code(new IllegalStateException())).isEqualTo(ErrorCode.INTERNAL_ERROR);
    }

    @Test
    void whatIsAnErrorOfTheServiceAlreadyStaysAsItIs() {
        ServiceException known = new ServiceException(ErrorCode.INVALID_REQUEST, "empty");

        assertThat(ModelCall.translate(known)).isSameAs(known);
    }

    @Test
    void whatAFutureHasWrappedIsUnwrapped() {
        assertThat(code(new CompletionException(new TimeoutException())))
                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }

    private static ErrorCode code(Throwable failure) {
        return ModelCall.translate(failure).code();
    }
}
