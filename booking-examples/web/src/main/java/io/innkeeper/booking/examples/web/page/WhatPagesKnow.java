package io.innkeeper.booking.examples.web.page;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Gives all pages, those of errors too, what they show values by. */
@Configuration
class WhatPagesKnow {

    @Autowired
    void give(ThymeleafViewResolver pages, Show show, Visitor visitor) {
        pages.addStaticVariable("show", show);
        pages.addStaticVariable("visitor", visitor);
    }
}
