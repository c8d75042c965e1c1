package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InTimeTest {
    @Test
    void aDatabaseThatIsSilentIsToldAsOneThatIsAway() {
        Uni<String> never = Uni.createFrom().nothing();

        assertThatThrownBy(
                        () -> InTime.limited(never, Duration.ofMillis(20)).await().indefinitely())
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE));
    }

    @Test
    void anAnswerThatComesIsLeftAlone() {
        assertThat(
                        InTime.limited(Uni.createFrom().item("here"), Duration.ofSeconds(5))
                                .await()
                                .indefinitely())
                .isEqualTo("here");
    }

    @Test
    void whatAsksTheDatabaseOnlyIsAnsweredInTime() {
        assertThat(
                        Arrays.asList(
                                DocumentsResource.class,
                                UploadResource.class,
                                ReviewResource.class))
                .allMatch(resource -> resource.isAnnotationPresent(AnsweredInTime.class));
    }
}
