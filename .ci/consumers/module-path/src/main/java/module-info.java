/** An application on the module path. */
module consumer {
    requires io.innkeeper.booking.jpa.starter;
}
