package org.visioncourse.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A block with a weight and a bias, and as output the sum of their products with its two inputs: the gradients. */
final class GivenGradients extends AbstractBlock {

    final Parameter weight;
    final Parameter bias;

    GivenGradients(NDArray weight, NDArray bias) {
        this.weight = add("weight", Parameter.Type.WEIGHT, weight);
        this.bias = add("bias", Parameter.Type.BIAS, bias);
    }

    private Parameter add(String name, Parameter.Type type, NDArray array) {
        array.setRequiresGradient(true);
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optArray(array)
                .optShape(array.getShape())
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray first = product(store.getValue(weight, inputs.get(0).getDevice(), training), inputs.get(0));
        if (inputs.size() == 1) {
            return new NDList(first);
        }
        return new NDList(first.add(product(store.getValue(bias, inputs.get(1).getDevice(), training), inputs.get(1))));
    }

    private static NDArray product(NDArray parameter, NDArray gradient) {
        return gradient.mul(parameter).sum();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape()};
    }

    NDArray weights() {
        return weight.getArray();
    }

    NDArray biases() {
        return bias.getArray();
    }

    /** A backward pass that adds gradients to the weight's and, where a second is given, to the bias's. */
    void backward(NDArray... gradients) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                NDManager scope = gradients[0].getManager().newSubManager()) {
            NDList inputs = new NDList();
            for (NDArray gradient : gradients) {
                NDArray input = gradient.duplicate();
                input.attach(scope);
                inputs.add(input);
            }
            collector.backward(
                    forward(new ParameterStore(scope, false), inputs, true).singletonOrThrow());
        }
    }
}
