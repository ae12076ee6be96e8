package org.visioncourse.engine;

import java.util.Locale;

/**
 * How one kind of optimizer moves a list of weights, in one native call.
 *
 * <p>The body is TorchScript. It sees {@code w}, {@code g} (weights and gradients, lists of equal length), one list
 * {@code s0}, {@code s1}, ... for each state, the list {@code t} of each weight's number of updates (this one included,
 * of shape (), float32), and the numbers {@code lr} (learning rate) and {@code decay} (weight decay). States have the
 * weights' shapes and start at zero. It changes the weights and the states in place and leaves the gradients as they are,
 * or not: they are zeroed afterwards. All arrays are contiguous, whatever their layout outside: ATen's fused kernels
 * walk through memory without a look at the strides.
 *
 * @param name the optimizer's name, for messages and configuration files
 * @param states number of state arrays for each weight
 * @param body statements of TorchScript, without indentation
 */
public record UpdateRule(String name, int states, String body) {

    public UpdateRule {
        if (states < 0) {
            throw new IllegalArgumentException("states is " + states + ", but must not be negative");
        }
    }

    /** Plain stochastic gradient descent, w = w - lr (g + decay w). */
    public static UpdateRule sgd() {
        return sgd(0, false);
    }

    /**
     * Stochastic gradient descent with momentum, in PyTorch's form: v = momentum v + g + decay w; w = w - lr v.
     *
     * <p>With Nesterov momentum the step is lr (g + decay w + momentum v). The learning rate stays outside of the
     * velocity, so that a change of the rate takes effect at once; DJL's {@code Sgd} folds it in.
     *
     * @param momentum in [0, 1)
     * @param nesterov whether to step from the point that the velocity leads to (Sutskever et al. 2013)
     */
    public static UpdateRule sgd(double momentum, boolean nesterov) {
        fraction("momentum", momentum);
        boolean plain = momentum == 0;
        String velocities = plain ? "annotate(List[Tensor], [])" : "s0";
        return new UpdateRule(
                plain ? "sgd" : nesterov ? "nesterov" : "momentum",
                plain ? 0 : 1,
                code(
                        """
                        torch._fused_sgd_(w, g, %s, weight_decay=decay, momentum=%s, lr=lr, dampening=0., \
                        nesterov=%s, maximize=False, is_first_step=False)
                        """,
                        velocities, momentum, nesterov && !plain ? "True" : "False"));
    }

    /** Adam (Kingma and Ba 2014) with its weight decay added to the gradient; epsilon outside of the root. */
    public static UpdateRule adam(double beta1, double beta2, double epsilon) {
        return new UpdateRule("adam", 2, adamBody("_fused_adam_", beta1, beta2, epsilon));
    }

    /** AdamW (Loshchilov and Hutter 2017): the weights shrink by lr decay w, beside Adam's step and not through it. */
    public static UpdateRule adamW(double beta1, double beta2, double epsilon) {
        return new UpdateRule("adamw", 2, adamBody("_fused_adamw_", beta1, beta2, epsilon));
    }

    /**
     * Muon for the filters of convolutions, Nesterov momentum for everything else (Jordan et al. 2024, <a
     * href="https://kellerjordan.github.io/posts/muon/">Muon: An optimizer for hidden layers in neural networks</a>).
     *
     * <p>Filters (out, in, h, w) are read as a matrix (out, in h w). Its step is the orthogonal matrix nearest to Nesterov's
     * g + momentum v, about: after a division by its Frobenius norm, five rounds of Newton and Schulz's iteration bring
     * singular values of 0.0015 and more to between 0.68 and 1.21, so that rare directions move as far as common ones.
     * Before each step the filters are scaled to the norm sqrt(out), which takes the place of weight decay. The size of a
     * step is the learning rate, whatever the loss's scale; 0.02 to 0.3 is usual.
     *
     * <p>Arrays of other than four dimensions move as under {@link #sgd(double, boolean)} with Nesterov momentum; give them
     * a {@link ParameterGroup} with a rate of their own.
     *
     * @param momentum in [0, 1)
     */
    public static UpdateRule muon(double momentum) {
        fraction("momentum", momentum);
        return new UpdateRule(
                "muon",
                1,
                code(
                        """
                        for i in range(torch.len(w)):
                          x = w[i]
                          v = s0[i]
                          filters = torch.eq(torch.dim(x), 4)
                          d = g[i]
                          if filters:
                            norm = float(torch.linalg_vector_norm(x))
                            if torch.gt(norm, 0.):
                              torch.mul_(x, torch.div(torch.sqrt(torch.size(x, 0)), norm))
                          else:
                            d = torch.add(d, x, alpha=decay)
                          torch.mul_(v, %1$s)
                          torch.add_(v, d)
                          u = torch.add(d, v, alpha=%1$s)
                          if filters:
                            m = torch.flatten(u, 1)
                            tall = torch.gt(torch.size(m, 0), torch.size(m, 1))
                            if tall:
                              m = torch.t(m)
                            m = torch.div(m, torch.add(torch.linalg_vector_norm(m), 1e-07))
                            for k in range(5):
                              a = torch.mm(m, torch.t(m))
                              b = torch.addmm(a, a, a, beta=-4.775, alpha=2.0315)
                              m = torch.addmm(m, b, m, beta=3.4445)
                            if tall:
                              m = torch.t(m)
                            u = torch.reshape(m, torch.size(u))
                          torch.add_(x, u, alpha=torch.neg(lr))
                        """,
                        momentum));
    }

    private static String adamBody(String operator, double beta1, double beta2, double epsilon) {
        fraction("beta1", beta1);
        fraction("beta2", beta2);
        return code(
                """
                torch.%s(w, g, s0, s1, annotate(List[Tensor], []), t, lr=lr, beta1=%s, beta2=%s, \
                weight_decay=decay, eps=%s, amsgrad=False, maximize=False)
                """,
                operator, beta1, beta2, epsilon);
    }

    private static String code(String template, Object... values) {
        return String.format(Locale.ROOT, template, values);
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be in [0, 1)");
        }
    }

    /** The function of weights, gradients, s0, s1, ..., t before this update, and h, a list of one array (lr, decay). */
    TorchScript compiled() {
        StringBuilder source = new StringBuilder("def forward(self, weights: List[Tensor], gradients: List[Tensor], ");
        for (int i = 0; i < states; i++) {
            source.append("s").append(i).append(": List[Tensor], ");
        }
        source.append("t: List[Tensor], h: List[Tensor]) -> Tensor:\n");
        String statements =
                """
                lr = float(torch.select(h[0], 0, 0))
                decay = float(torch.select(h[0], 0, 1))
                w = [torch.contiguous(x) for x in weights]
                g = [torch.contiguous(x) for x in gradients]
                torch._foreach_add_(t, 1)
                """
                        + body
                        + """
                        torch._foreach_copy_(weights, w)
                        torch._foreach_zero_(gradients)
                        return h[0]
                        """;
        return TorchScript.function(source + statements.indent(2));
    }
}
