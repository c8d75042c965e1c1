package io.fumikura.query.conversation;

import io.fumikura.contract.query.AnswerRequest.Turn;
import io.fumikura.contract.query.ConversationView.AskedTurn;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code query.conversation_turn}. */
@Entity
@Table(name = "conversation_turn", schema = "query")
public class StoredTurn extends PanacheEntityBase {
    @Id @Nullable UUID id;

    /** Whose it is, together with {@code caller}: nobody else comes by it. */
    @Nullable String tenant;

    @Nullable String caller;

    /** As the caller named it. Somebody else's of the same name is another one. */
    @Nullable UUID conversation;

    @Nullable Instant askedAt;
    @Nullable String question;
    @Nullable String answer;

    Turn turn() {
        return new Turn(Objects.requireNonNull(question), answer);
    }

    AskedTurn view() {
        return new AskedTurn(
                Objects.requireNonNull(question),
                Objects.requireNonNull(answer),
                Objects.requireNonNull(askedAt));
    }
}
