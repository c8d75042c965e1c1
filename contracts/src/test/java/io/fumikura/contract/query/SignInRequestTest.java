package io.fumikura.contract.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fumikura.contract.event.EventJson;
import org.junit.jupiter.api.Test;

class SignInRequestTest {
    @Test
    void carriesTheKeyAndDoesNotShowIt() throws JsonProcessingException {
        SignInRequest request =
                EventJson.mapper().readValue("{\"key\":\"fk_me_x\"}", SignInRequest.class);

        assertThat(request.key()).isEqualTo("fk_me_x");
        assertThat(request.toString()).doesNotContain("fk_me_x");
    }
}
