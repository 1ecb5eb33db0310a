#ifndef INQUEST_CYAML_H
#define INQUEST_CYAML_H
#include <yaml.h>

/* What a parsing event says, whatever its kind: Swift would have to reach into unions without names for it.
 * The pointers belong to the event. */
typedef struct {
    yaml_event_type_t type;
    int is_plain;
    size_t line;
    const unsigned char *text;
    size_t length;
    const char *anchor;
    const char *tag;
} inquest_yaml_step;

/* Parses the next event; 0 when there is none because the text is wrong. */
static inline int inquest_yaml_next(yaml_parser_t *parser, yaml_event_t *event, inquest_yaml_step *step) {
    if (!yaml_parser_parse(parser, event)) return 0;
    step->type = event->type;
    step->is_plain = 0;
    step->line = event->start_mark.line;
    step->text = NULL;
    step->length = 0;
    step->anchor = NULL;
    step->tag = NULL;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        step->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        step->text = event->data.scalar.value;
        step->length = event->data.scalar.length;
        step->anchor = (const char *)event->data.scalar.anchor;
        step->tag = (const char *)event->data.scalar.tag;
        break;
    case YAML_ALIAS_EVENT:
        step->anchor = (const char *)event->data.alias.anchor;
        break;
    default:
        break;
    }
    return 1;
}
#endif
