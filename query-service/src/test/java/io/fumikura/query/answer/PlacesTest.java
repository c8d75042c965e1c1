package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final int GOES = 0;

    private final List<String> gone = new ArrayList<>();

    @Test
    void letsCallersTakeTurnsHoweverManyAnswersOneOfThemWantsFirst() {
        Places places = new Places(1, 16, 8);
        Answer running = entered(places, "a", "a0");
        List<Answer> greedy =
                List.of(
                        entered(places, "a", "a1"),
                        entered(places, "a", "a2"),
                        entered(places, "a", "a3"));
        Answer modest = entered(places, "b", "b1");
        Answer late = entered(places, "c", "c1");

        places.leave(running);
        places.leave(greedy.get(0));
        places.leave(modest);
        places.leave(late);
        places.leave(greedy.get(1));

        assertThat(gone).containsExactly("a0", "a1", "b1", "c1", "a2", "a3");
    }

    @Test
    void countsTheSameNameInAnotherTenantAsAnotherCaller() {
        Places places = new Places(1, 16, 1);
        entered(places, new Places.Owner("one", "key"), "first");
        entered(places, new Places.Owner("one", "key"), "waits");

        assertThat(entered(places, new Places.Owner("two", "key"), "too").told).containsExactly(2);
    }

    @Test
    void tellsEveryoneTheirPositionWheneverItChangesAndOnlyThen() {
        Places places = new Places(1, 16, 8);
        Answer running = entered(places, "a", "a0");
        Answer first = entered(places, "a", "a1");
        Answer second = entered(places, "a", "a2");
        assertThat(first.told).containsExactly(1);
        assertThat(second.told).containsExactly(2);

        Answer other = entered(places, "b", "b1");
        assertThat(other.told).containsExactly(2);
        assertThat(first.told).containsExactly(1);
        assertThat(second.told).containsExactly(2, 3);

        places.leave(running);
        assertThat(first.told).containsExactly(1, GOES);
        assertThat(other.told).containsExactly(2, 1);
        assertThat(second.told).containsExactly(2, 3, 2);

        places.leave(other);
        assertThat(second.told).containsExactly(2, 3, 2, 1);
        assertThat(places.waiting()).isEqualTo(1);
    }

    @Test
    void doesNotLetOneCallerFillTheQueue() {
        Places places = new Places(1, 4, 2);
        for (int i = 0; i < 3; i++) {
            entered(places, "a", "a" + i);
        }

        assertThatThrownBy(() -> entered(places, "a", "a3"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("2 answers of this caller wait");
        entered(places, "b", "b1");
        entered(places, "c", "c1");
        assertThatThrownBy(() -> entered(places, "d", "d1")).hasMessageContaining("4 more wait");
        assertThat(places.waiting()).isEqualTo(4);
    }

    @Test
    void goesOnWhenOneCannotBeToldAnything() {
        Places places = new Places(1, 4, 4);
        Answer running = entered(places, "a", "a0");
        Answer broken = new Answer(new Places.Owner("t", "b"), "b1", true);
        places.enter(broken);
        Answer after = entered(places, "c", "c1");

        places.leave(running);
        places.leave(broken);

        assertThat(after.told).containsExactly(2, 1, GOES);
    }

    private Answer entered(Places places, String name, String answer) {
        return entered(places, new Places.Owner("t", name), answer);
    }

    private Answer entered(Places places, Places.Owner owner, String name) {
        Answer answer = new Answer(owner, name, false);
        places.enter(answer);
        return answer;
    }

    /** Remembers what it was told. */
    private final class Answer implements Places.Caller {
        private final Places.Owner owner;
        private final String name;
        private final boolean broken;
        private final List<Integer> told = new ArrayList<>();

        Answer(Places.Owner owner, String name, boolean broken) {
            this.owner = owner;
            this.name = name;
            this.broken = broken;
        }

        @Override
        public Places.Owner owner() {
            return owner;
        }

        @Override
        public void waits(int position) {
            hear(position);
        }

        @Override
        public void goes() {
            gone.add(name);
            hear(GOES);
        }

        private void hear(int news) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            told.add(news);
        }
    }
}
