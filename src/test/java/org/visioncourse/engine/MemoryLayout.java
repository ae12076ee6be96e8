package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;

/** The order of an array (N, C, H, W) in memory. */
final class MemoryLayout {

    private static final TorchScript CHANNELS_LAST = TorchScript.function(
            "def forward(self, x: Tensor) -> Tensor:\n  return torch.contiguous(x, memory_format=2)\n");
    private static final TorchScript IS_CHANNELS_LAST = TorchScript.function(
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.tensor(torch.is_contiguous(torch.permute(x, [0, 2, 3, 1])))
            """);

    private MemoryLayout() {}

    /** The same values with the channels of a pixel side by side. */
    static NDArray channelsLast(NDArray x) {
        return CHANNELS_LAST.apply(x);
    }

    /** Whether the channels of a pixel lie side by side, and the pixels without gaps. */
    static boolean isChannelsLast(NDArray x) {
        try (NDArray answer = IS_CHANNELS_LAST.apply(x)) {
            return answer.getBoolean();
        }
    }
}
