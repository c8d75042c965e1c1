package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Jbig2SizeTest {
    private static final int UNKNOWN = 0xffffffff;
    private static final byte[] NOTHING = {};

    private final Jbig2Pictures picture = new Jbig2Pictures();

    @Test
    void takesAPageOfDots() throws IOException {
        picture.page(1654, 2339).region(1654, 2339, new byte[100]);

        assertThatCode(() -> check(picture.bytes())).doesNotThrowAnyException();
    }

    @Test
    void takesAPageThatSaysItsHeightAtItsEnd() throws IOException {
        picture.page(1654, UNKNOWN)
                .region(1654, 2339, NOTHING)
                .segment(Jbig2Pictures.END_OF_STRIPE, 2338);

        assertThatCode(() -> check(picture.bytes())).doesNotThrowAnyException();
    }

    @Test
    void refusesAPageThatIsTooLarge() throws IOException {
        assertRefused(picture.page(65_536, 65_536), "too large");
    }

    @Test
    void refusesAPageThatTurnsOutTooLargeAtItsEnd() throws IOException {
        picture.page(65_536, UNKNOWN).segment(Jbig2Pictures.END_OF_STRIPE, 65_535);

        assertRefused(picture, "too large");
    }

    @Test
    void refusesARegionThatIsLargerThanAnyPage() throws IOException {
        assertRefused(picture.page(100, 100).region(UNKNOWN, UNKNOWN, NOTHING), "too large");
    }

    @Test
    void refusesRegionsThatLieUponEachOtherManyTimes() throws IOException {
        picture.page(7_000, 8_000);
        for (int i = 0; i < 3; i++) {
            picture.region(7_000, 8_000, NOTHING);
        }

        assertRefused(picture, "too large");
    }

    @Test
    void refusesDictionaries() throws IOException {
        assertRefused(picture.segment(Jbig2Pictures.DICTIONARY, 0, 0), "dictionaries");
    }

    @Test
    void refusesARegionThatDoesNotSayHowLongItIs() throws IOException {
        byte[] bytes = picture.region(10, 10, NOTHING).bytes();
        Arrays.fill(bytes, 7, 11, (byte) 0xff);

        assertThatThrownBy(() -> check(bytes))
                .isInstanceOf(UnreadPicture.class)
                .hasMessageContaining("unknown length");
    }

    @Test
    void failsOnAHeaderThatIsCutOff() throws IOException {
        byte[] bytes = picture.page(10, 10).bytes();

        assertThatThrownBy(() -> check(Arrays.copyOf(bytes, 9))).isInstanceOf(EOFException.class);
    }

    private static void assertRefused(Jbig2Pictures picture, String why) {
        assertThatThrownBy(() -> check(picture.bytes()))
                .isInstanceOf(UnreadPicture.class)
                .hasMessageContaining(why);
    }

    private static void check(byte[] bytes) throws IOException {
        Jbig2Size.check(new ByteArrayInputStream(bytes));
    }
}
