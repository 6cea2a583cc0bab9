/* Below each picture a button that saves it as SVG, as it stands in the page. */
document.querySelectorAll("figure > svg").forEach((svg) => {
  const figure = svg.parentNode;
  const saver = document.createElement("button");
  saver.type = "button";
  saver.className = "csv";
  saver.textContent = "SVG";
  saver.title = "Save this picture as SVG";
  saver.addEventListener("click", () => {
    const copy = svg.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("font-family", "sans-serif");
    // Its title and description are elements of the page: the file takes them along.
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = figure.querySelector(".title").textContent;
    copy.prepend(title);
    for (const name of ["aria-labelledby", "aria-describedby"]) copy.removeAttribute(name);
    const text = new XMLSerializer().serializeToString(copy);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    link.download = `${figure.id}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  svg.after(saver);
});
