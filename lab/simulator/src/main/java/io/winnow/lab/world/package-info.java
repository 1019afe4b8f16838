/** What every domain of the simulated world is, and what a verifier should say of it. */
@NullMarked
package io.winnow.lab.world;

import org.jspecify.annotations.NullMarked;
