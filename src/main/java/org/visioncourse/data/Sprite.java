package org.visioncourse.data;

import java.util.random.RandomGenerator;

/** The kinds of generated sprites. */
enum Sprite {
    ROBOT("robot", SpriteThings::robot),
    GHOST("ghost", SpriteCreatures::ghost),
    ROCKET("rocket", SpriteThings::rocket),
    MONSTER("monster", SpriteCreatures::monster),
    MUSHROOM("mushroom", SpriteCreatures::mushroom),
    INVADER("invader", SpriteInvader::draw),
    POTION("potion", SpriteThings::potion),
    BEETLE("beetle", SpriteCreatures::beetle);

    /** How a kind is drawn; the generator sets what is different from one sprite to the next. */
    private interface Drawer {
        void draw(SpriteCanvas canvas, RandomGenerator random);
    }

    private final String title;
    private final Drawer drawer;

    Sprite(String title, Drawer drawer) {
        this.title = title;
        this.drawer = drawer;
    }

    /** Its name in plain words. */
    String title() {
        return title;
    }

    /** Draws one of the kind on an empty canvas. */
    void draw(SpriteCanvas canvas, RandomGenerator random) {
        drawer.draw(canvas, random);
    }
}
