/**
 * What DJL's PyTorch engine lacks or gets wrong, and nothing else.
 *
 * <p>Each class says which fault of DJL 0.35.1 it stands in for and has a test that shows the fault, so that it can go on
 * the day DJL mends it. Read in this order: {@link org.visioncourse.engine.Torch} (starting the engine),
 * {@link org.visioncourse.engine.GradMode}, {@link org.visioncourse.engine.TorchScript} (any ATen operator, with
 * gradients), {@link org.visioncourse.engine.Constants} (arithmetic with constants),
 * {@link org.visioncourse.engine.ConvTranspose2d} (transposed convolutions, as a block), then the optimizers
 * ({@link org.visioncourse.engine.UpdateRule}, {@link org.visioncourse.engine.ParameterGroup},
 * {@link org.visioncourse.engine.GroupedOptimizer}, and {@link org.visioncourse.engine.Lbfgs} for one image or all data
 * at once) and the files they are kept in ({@link org.visioncourse.engine.Safetensors}).
 */
package org.visioncourse.engine;
