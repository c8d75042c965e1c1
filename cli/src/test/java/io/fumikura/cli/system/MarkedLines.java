package io.fumikura.cli.system;

import java.util.Map;

/** Where the page image that is shown differs from the same page without marks. */
final class MarkedLines {
    private static final String COMPARE =
            """
            const line = arguments[0];
            const shown = document.querySelector('#source img');
            const address = new URL(shown.src);
            const plain = new Image();
            plain.src = address.pathname;
            await Promise.all([plain.decode(), shown.decode()]);
            const width = plain.naturalWidth, height = plain.naturalHeight;
            const pixels = (image) => {
              const canvas = Object.assign(document.createElement('canvas'), {width, height});
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
            };
            const one = pixels(shown), other = pixels(plain);
            const page = await (await fetch(address.pathname.replace(/\\/image$/, ''))).json();
            const scale = height / page.height;
            const [first, last] = address.searchParams.get('lines').split('-').map(Number);
            const boxes = page.lines.filter((l) => l.number >= first && l.number <= last).map((l) => l.box);
            const [left, top, right, bottom] = page.lines.find((l) => l.number === line).box.map((v) => v * scale);
            let marked = 0, elsewhere = 0;
            const middle = Math.round((top + bottom) / 2);
            for (let x = Math.ceil(left) + 1; x < Math.floor(right) - 1; x++) {
              marked += one[middle * width + x] !== other[middle * width + x];
            }
            const near = 6 * scale;
            for (let y = 0; y < height; y++) {
              for (let x = 0; x < width; x++) {
                elsewhere += one[y * width + x] !== other[y * width + x]
                  && !boxes.some((b) => y > b[1] * scale - near && y < b[3] * scale + near && x > b[0] * scale - near && x < b[2] * scale + near);
              }
            }
            const image = shown.getBoundingClientRect(), sheet = shown.closest('.sheet').getBoundingClientRect();
            const y = image.top + (middle / height) * image.height;
            return {
              share: marked / (Math.floor(right) - Math.ceil(left) - 2),
              elsewhere,
              inView: y > sheet.top && y < sheet.bottom,
            };
            """;

    private MarkedLines() {}

    /**
     * {@code share} of the line's width that is marked, pixels marked {@code elsewhere} than in the
     * boxes of the cited lines, and whether the line is {@code inView}.
     *
     * @param line the line that must be marked
     */
    static Map<?, ?> of(WebPage page, int line) {
        return (Map<?, ?>) page.await(COMPARE, line);
    }
}
