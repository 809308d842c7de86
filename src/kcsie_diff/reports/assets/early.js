document.documentElement.classList.add("kd-js");
