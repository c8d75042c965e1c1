"""The two networks: a CTC recogniser of text lines and a segmentation net for line cores."""

import torch
from torch import Tensor, nn


class Conv(nn.Sequential):
    """Convolution, batch normalisation, ReLU."""

    def __init__(self, cin: int, cout: int, kernel=3, stride=1, groups: int = 1, act: bool = True):
        size = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (size[0] // 2, size[1] // 2)
        layers: list[nn.Module] = [
            nn.Conv2d(cin, cout, size, stride, padding, groups=groups, bias=False),
            nn.BatchNorm2d(cout),
        ]
        if act:
            layers.append(nn.ReLU(inplace=True))
        super().__init__(*layers)


class Residual(nn.Module):
    """Depthwise then pointwise convolution, added to the input."""

    def __init__(self, width: int, kernel=3) -> None:
        super().__init__()
        self.body = nn.Sequential(
            Conv(width, width, kernel, groups=width, act=False), Conv(width, width, 1)
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class Recogniser(nn.Module):
    """Grey [N,1,32,W] to logits [N,W/4,classes]; class 0 is blank."""

    def __init__(self, classes: int, widths=(32, 64, 112, 224, 384), blocks: int = 3) -> None:
        super().__init__()
        a, b, c, d, e = widths
        self.trunk = nn.Sequential(
            Conv(1, a, 3, (2, 2)),
            Conv(a, b, 3, (2, 2)),
            Conv(b, c, 3, (2, 1)),
            Residual(c),
            Conv(c, d, 3, (2, 1)),
            Residual(d),
            Conv(d, e, (2, 1), 1),
        )
        # the last kernel takes both remaining rows at once
        self.trunk[6][0].padding = (0, 0)
        self.context = nn.Sequential(*(Residual(e, (1, 7)) for _ in range(blocks)))
        self.head = nn.Linear(e, classes)

    def features(self, lines: Tensor) -> Tensor:
        """[N, W/4, width] before the head."""
        x = self.context(self.trunk(lines))
        return x.squeeze(2).transpose(1, 2)

    def forward(self, lines: Tensor) -> Tensor:
        return self.head(self.features(lines))


class Detector(nn.Module):
    """Grey [N,1,H,W] to the logit of "core of a text line" at half resolution."""

    def __init__(self, widths=(16, 32, 64, 96), fused: int = 48) -> None:
        super().__init__()
        a, b, c, d = widths
        self.down1 = nn.Sequential(Conv(1, a, 3, 2), Conv(a, b, 3, 2), Residual(b))
        self.down2 = nn.Sequential(Conv(b, c, 3, 2), Residual(c), Residual(c))
        self.down3 = nn.Sequential(Conv(c, d, 3, 2), Residual(d, 5), Residual(d, 5))
        self.down4 = nn.Sequential(Conv(d, d, 3, 2), Residual(d, 5), Residual(d, 5))
        self.side1 = Conv(b, fused, 1)
        self.side2 = Conv(c, fused, 1)
        self.side3 = Conv(d, fused, 1)
        self.side4 = Conv(d, fused, 1)
        self.join3 = Residual(fused)
        self.join2 = Residual(fused)
        self.join1 = nn.Sequential(Residual(fused), Residual(fused))
        self.out = nn.Conv2d(fused, 4, 1)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.shuffle = nn.PixelShuffle(2)

    def forward(self, image: Tensor) -> Tensor:
        x1 = self.down1(image)
        x2 = self.down2(x1)
        x3 = self.down3(x2)
        x4 = self.down4(x3)
        y = self.join3(self.side3(x3) + self.up(self.side4(x4)))
        y = self.join2(self.side2(x2) + self.up(y))
        y = self.join1(self.side1(x1) + self.up(y))
        return self.shuffle(self.out(y))


class Probability(nn.Module):
    """The detector as it is exported: probabilities."""

    def __init__(self, net: Detector) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor) -> Tensor:
        return torch.sigmoid(self.net(image))
