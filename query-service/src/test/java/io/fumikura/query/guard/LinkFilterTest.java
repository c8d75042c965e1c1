package io.fumikura.query.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFilterTest {
    private static final List<String> SOURCES =
            List.of(
                    "申請は https://intra.example/leave?a=1 から。",
                    "See www.intra.example/x.",
                    "窓口は desk@in.example.jp、手引きはguide.example.jp/howと https://wiki.example.jp/a です。");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    詳細は https://intra.example/leave?a=1 へ。  | 詳細は https://intra.example/leave?a=1 へ。
                    (https://intra.example/leave?a=1).           | (https://intra.example/leave?a=1).
                    https://intra.example/leave?a=12             | ✂
                    https://intra.example/leave                  | ✂
                    詳細はhttp://evil.example/をどうぞ           | 詳細は✂をどうぞ
                    HTTPS://EVIL.EXAMPLE/x!                      | ✂!
                    see www.intra.example/x.                     | see www.intra.example/x.
                    see www.evil.example.                        | see ✂.
                    open evil://run/that now                     | open evil✂ now
                    時刻は 9:00、比は 3:1 です                   | 時刻は 9:00、比は 3:1 です
                    [規程](https://evil.example/a) です          | [規程] (✂) です
                    [規程](javascript:alert(1))                  | [規程] (javascript:alert(1))
                    ![図](https://intra.example/leave?a=1)       | [図] (https://intra.example/leave?a=1)
                    ![図](data:image/png;base64,AAAA)            | [図] (data:image/png;base64,AAAA)
                    <a href="//evil.example">x</a>               | ＜a href="//evil.example">x＜/a>
                    <https://evil.example/a>                     | ＜✂>
                    a < b かつ c > d                             | a < b かつ c > d
                    20日です[1]。終わり!                         | 20日です[1]。終わり!
                    20日です［１，２］[7]。                      | 20日です[1][2]。
                    [1]: //evil.example                          | [1] : //evil.example
                    https://intra.example/leave?a=1日当はいくら  | https://intra.example/leave?a=1 日当はいくら
                    https://intra.example/leave?a=1を参照        | https://intra.example/leave?a=1 を参照
                    https://intra.example/leave?a=1。次の文      | https://intra.example/leave?a=1。 次の文
                    （https://intra.example/leave?a=1）です      | （https://intra.example/leave?a=1） です
                    https://intra.example/leave?a=1、、、、日当  | https://intra.example/leave?a=1、、、 、日当
                    https://intra.example/leave?a=1.日当         | https://intra.example/leave?a=1. 日当
                    https://intra.example/leave?a=1^x{y}         | https://intra.example/leave?a=1 ^x{y}
                    https://intra.example/leave?a=1[1]。         | https://intra.example/leave?a=1 [1]。
                    https://intra.example/leave?a=1<b            | https://intra.example/leave?a=1 ＜b
                    www.intra.example/xへ                        | www.intra.example/x へ
                    [注1]と a[i] と [ ]                          | [注1]と a[i] と [ ]
                    詳細は evil.co.jp/x へ                       | 詳細は evil.co✂ へ
                    詳細はevil.com/x。                           | 詳細はevil✂。
                    EVIL.COM/x!                                  | EVIL✂!
                    evil.com:8080/x か evil.com?q=1              | evil✂ か evil✂
                    例え.jp/x                                    | 例え✂
                    guide.example.jp/how を                      | guide.example.jp/how を
                    guide.example.jp/howを                       | guide.example.jp/how を
                    guide.example.jp/how?a=日当                  | guide.example✂日当
                    guide.example.jp/how/a                       | guide.example✂
                    my.guide.example.jp/how                      | my.guide.example✂
                    wiki.example.jp/a.                           | wiki.example.jp/a.
                    desk@in.example.jp。                         | desk@in.example.jp。
                    -desk@in.example.jp, x                       | -desk@in.example.jp, x
                    mydesk@in.example.jp、desk@evil.com          | mydesk✂、desk✂
                    desk@in.example.jp.evil.com                  | desk✂
                    evil.com、evil.com? end.In                   | evil.com、evil.com? end.In
                    report.pdf/node.js/README.md と main.rs:5:28 | report.pdf/node.js/README.md と main.rs:5:28
                    3.5/4.0、e.g./i.e.、p.m./a.m.、Vol.2/No.3    | 3.5/4.0、e.g./i.e.、p.m./a.m.、Vol.2/No.3
                    10.0.0.0/8、@name、root@server、a @ b.com    | 10.0.0.0/8、@name、root@server、a @ b.com
                    """)
    void breaksWhatWouldBeALinkAndLeavesTheRest(String written, String shown) {
        assertThat(whole(written)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "詳細は https://intra.example/leave?a=1 へ。[1]。",
                "前[2]と![図](https://evil.example/p.png?q=1)後",
                "x <img src=http://evil.example/a> ［１，２］[9](y) www.evil.example",
                "[a](b)[1](c)[3]: d ! [ < : ( https://",
                "https://intra.example/leave?a=1日当[1]、https://intra.example/leave?a=1。）」次",
                "https://intra.example/leave?a=1[2] www.intra.example/x!![a](b) www.intra.example/x:c",
                "x evil.com/a. 例え.jp/x guide.example.jp/how?a desk@in.example.jp、my@evil.co.jp/x e.com",
                "a.co.jp:80/x https://intra.example/leave?a=1.com/x guide.example.jp/how[1] e.xyz?",
                "evil://x ://y http:/ https:// wwww.x.example/z?#.",
                "[1,        2,                                                                3]"
            })
    void comesToTheSameWhereverTheTextIsCut(String written) {
        String expected = whole(written);

        for (int first = 0; first <= written.length(); first++) {
            for (int second = first; second <= written.length(); second++) {
                LinkFilter filter = filter();
                String shown =
                        filter.accept(written.substring(0, first))
                                + filter.accept(written.substring(first, second))
                                + filter.accept(written.substring(second))
                                + filter.end();
                assertThat(shown).as("cut at %d and %d", first, second).isEqualTo(expected);
            }
        }
        LinkFilter oneByOne = filter();
        StringBuilder shown = new StringBuilder();
        written.chars().forEach(c -> shown.append(oneByOne.accept(Character.toString(c))));
        assertThat(shown.append(oneByOne.end())).hasToString(expected);
    }

    @Test
    void showsAtOnceWhatCannotBePartOfALink() {
        LinkFilter filter = filter();

        assertThat(filter.accept("有給休暇は")).isEqualTo("有給休暇は");
        assertThat(filter.accept("20日です[1]")).isEqualTo("20日です[1]");
        assertThat(filter.accept(" The office ")).isEqualTo(" The office ");
        assertThat(filter.accept("ht")).isEmpty();
        assertThat(filter.accept("ml")).isEqualTo("html");
        assertThat(filter.accept(" intra")).isEqualTo(" intra");
        assertThat(filter.accept(".com")).isEmpty();
        assertThat(filter.accept("ing ")).isEqualTo(".coming ");
    }

    @Test
    void swallowsAnAddressWithoutEnd() {
        LinkFilter filter = filter();
        StringBuilder shown = new StringBuilder(filter.accept("x http://evil.example/"));

        for (int i = 0; i < 100; i++) {
            shown.append(filter.accept("a".repeat(100)));
        }
        shown.append(filter.accept(" y")).append(filter.end());

        assertThat(shown).hasToString("x ✂ y");
    }

    @Test
    void countsCitationsOfPassagesThereAreNot() {
        LinkFilter filter = filter();

        filter.accept("a[1]b[3]c[4, 2]");

        assertThat(filter.invalidCitations()).isEqualTo(2);
    }

    private static String whole(String text) {
        LinkFilter filter = filter();
        return filter.accept(text) + filter.end();
    }

    private static LinkFilter filter() {
        return new LinkFilter(Links.in(SOURCES), 2, "✂");
    }
}
