// Filters that say nothing stay out of the address, so that it can be read and passed on.
for (const form of document.querySelectorAll("form.worklist-filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}
