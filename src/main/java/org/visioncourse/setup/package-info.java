/**
 * Getting the course to run: {@link Doctor} looks at the machine and says what is amiss, and {@link NotebookKernel} tells
 * Jupyter how to run the notebooks.
 *
 * <p>The doctor in reading order: {@code Facts} is what can be known, {@code MachineFacts}, {@code EngineFacts} and
 * {@code FolderFacts} find it out, {@code Diagnosis} judges it, {@code Report} puts it into words.
 */
package org.visioncourse.setup;
