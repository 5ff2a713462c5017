/** Holds what the tests send and get against docs/openapi.yaml. */
package grapevine.frontend.contract;
