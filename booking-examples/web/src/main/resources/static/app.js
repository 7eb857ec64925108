/* A little help for those who have JavaScript; everything works without it. */
"use strict";

/* Counts down to the end of a hold, and says when it is over; not by the visitor's clock, which may be wrong. */
for (const shown of document.querySelectorAll("[data-seconds]")) {
    const until = performance.now() + Number(shown.dataset.seconds) * 1000;
    const spoken = document.getElementById(shown.dataset.spoken);
    let timer;
    const show = () => {
        const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
        const text = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
        shown.textContent = left > 0 ? text : "over";
        shown.classList.toggle("over", left === 0);
        if (spoken && (left === 60 || left === 0)) {
            spoken.textContent = left > 0 ? "The room is held for one more minute." : "The room is not held any more.";
        }
        if (left === 0) {
            clearInterval(timer);
        }
    };
    timer = setInterval(show, 500);
    show();
}

/* Whoever moves the arrival beyond the departure wants to leave the day after. */
const arrival = document.getElementById("arrival");
const departure = document.getElementById("departure");
if (arrival && departure) {
    arrival.addEventListener("change", () => {
        if (arrival.value && (!departure.value || departure.value <= arrival.value)) {
            const day = new Date(arrival.value + "T00:00:00Z");
            day.setUTCDate(day.getUTCDate() + 1);
            departure.value = day.toISOString().slice(0, 10);
        }
    });
}

/* A form that was sent is not sent again by an impatient second click. */
for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", event => {
        if (form.dataset.sent) {
            event.preventDefault();
        }
        form.dataset.sent = "yes";
    });
}
addEventListener("pageshow", () => document.querySelectorAll("form").forEach(form => delete form.dataset.sent));
