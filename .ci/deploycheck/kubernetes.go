// Package deploycheck checks what deploy/ has for Kubernetes, Prometheus and
// Grafana, as strictly as those do: a field that a kind does not have, a value of the
// wrong type, or an expression that does not parse is an error. Beyond that it
// finds what would silently do nothing: a selector that no pod matches, a
// service or a port that nobody names.
//
// It is a module of its own, so that chamada does not depend on theirs. That
// the metrics exist is checked where they are made, in cmd/chamada.
package deploycheck

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
)

func checkKubernetes(manifest []byte) error {
	objects, err := decode(manifest)
	if err != nil {
		return err
	}
	return checkReferences(objects)
}

// decode reads every document into the type of its kind.
func decode(manifest []byte) ([]runtime.Object, error) {
	strict := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme.Scheme, scheme.Scheme,
		json.SerializerOptions{Yaml: true, Strict: true})
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(manifest)))
	var objects []runtime.Object
	for {
		text, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		object, kind, err := strict.Decode(text, nil, nil)
		if err != nil {
			return nil, fmt.Errorf("document %d, %v: %w", len(objects)+1, kind, err)
		}
		objects = append(objects, object)
	}
}
