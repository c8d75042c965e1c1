package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

    @Test
    void operatorsAreToldInTimeToo() {
        assertThat(inTime(OperatorsResource.class)).containsExactly("discard", "list", "replay");
        assertThat(inTime(ReindexResource.class)).containsExactly("current");
    }

    private static List<String> inTime(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(AnsweredInTime.class))
                .map(Method::getName)
                .sorted()
                .toList();
    }
}
