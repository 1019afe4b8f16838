package io.winnow.lab.list;

import io.winnow.lab.world.Truth;

/** One row of a list and the verdict that is right for it. */
record ListedRow(String name, String email, String company, Truth truth) {}
