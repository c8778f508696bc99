package deploycheck

import (
	"errors"
	"fmt"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
)

// checkReferences tells what in the objects refers to nothing. There is one
// StatefulSet, and everything is about its pods.
func checkReferences(objects []runtime.Object) error {
	var set *apps.StatefulSet
	services := map[string]bool{}
	for _, object := range objects {
		switch o := object.(type) {
		case *apps.StatefulSet:
			set = o
		case *core.Service:
			services[o.Name] = true
		}
	}
	if set == nil {
		return errors.New("no StatefulSet")
	}
	var errs []error
	if !services[set.Spec.ServiceName] {
		errs = append(errs, fmt.Errorf("no service %q", set.Spec.ServiceName))
	}
	errs = append(errs, selects(set.Spec.Selector, set))
	for _, object := range objects {
		switch o := object.(type) {
		case *core.Service:
			errs = append(errs, selects(&meta.LabelSelector{MatchLabels: o.Spec.Selector}, set),
				checkPorts(o, set))
		case *policy.PodDisruptionBudget:
			errs = append(errs, selects(o.Spec.Selector, set))
		}
	}
	return errors.Join(errs...)
}

func selects(selector *meta.LabelSelector, set *apps.StatefulSet) error {
	s, err := meta.LabelSelectorAsSelector(selector)
	if err == nil && !s.Matches(labels.Set(set.Spec.Template.Labels)) {
		err = fmt.Errorf("the selector %s matches no pod", s)
	}
	return err
}

func checkPorts(service *core.Service, set *apps.StatefulSet) error {
	named := map[string]bool{}
	for _, container := range set.Spec.Template.Spec.Containers {
		for _, port := range container.Ports {
			named[port.Name] = true
		}
	}
	for _, port := range service.Spec.Ports {
		if !named[port.TargetPort.StrVal] {
			return fmt.Errorf("service %s: no container names its port %q", service.Name,
				port.TargetPort.StrVal)
		}
	}
	return nil
}
