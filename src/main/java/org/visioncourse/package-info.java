/** Vision Course: computer vision with deep learning, taught in Java over DJL. */
package org.visioncourse;
