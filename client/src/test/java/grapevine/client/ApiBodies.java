package grapevine.client;

/** Bodies in the shapes of the public API v1. */
final class ApiBodies {
  static final String RESTAURANTS =
      """
      {"items":[{"id":"r-1","name":"Saffron House","cuisines":["indian"],"distanceMetres":420,\
      "openNow":true,"rating":4.5,"reviewCount":12,"deliveryFeePence":199,\
      "minimumOrderPence":1000,"etaMinutes":[35,45],"source":"catalogue","degraded":false},\
      {"id":"r-2","name":"A restaurant with a name that is much too long for a table of 80 columns",\
      "cuisines":["pizza","italian","vegetarian"],"distanceMetres":12345,"openNow":false,\
      "rating":null,"reviewCount":0,"deliveryFeePence":0,"minimumOrderPence":0,\
      "etaMinutes":[20,30],"source":"catalogue","degraded":false}],"nextCursor":null}""";

  static final String MENU =
      """
      {"restaurantId":"r-1","demo":true,"categories":[{"name":"Starters","items":[\
      {"id":"i-1","name":"Onion bhaji","pricePence":425,"diet":["vegan"],"allergens":["mustard"],\
      "inStock":true,"options":[]},{"id":"i-2","name":"Samosa","pricePence":395,"diet":[],\
      "allergens":[],"inStock":false,"options":[]}]},{"name":"Mains","items":[{"id":"i-3",\
      "name":"Tikka masala","pricePence":1095,"diet":[],"allergens":[],"inStock":true,"options":[\
      {"id":"heat","name":"Heat","min":1,"max":1,"choices":[{"id":"mild","name":"Mild",\
      "pricePence":0},{"id":"hot","name":"Hot","pricePence":0}]},{"id":"side","name":"Side",\
      "min":0,"max":2,"choices":[{"id":"rice","name":"Rice","pricePence":250},{"id":"naan",\
      "name":"Naan","pricePence":300}]}]}]}]}""";

  static final String QUOTE =
      """
      {"lines":[{"itemId":"i-3","name":"Tikka masala","quantity":2,"unitPricePence":1345,\
      "linePence":2690}],"subtotalPence":2690,"discountPence":0,"deliveryFeePence":199,\
      "serviceFeePence":99,"tipPence":0,"totalPence":2988,"orderable":true,"issues":[]}""";

  static final String QUOTE_REFUSED =
      """
      {"lines":[],"subtotalPence":425,"discountPence":0,"deliveryFeePence":199,\
      "serviceFeePence":99,"tipPence":0,"totalPence":723,"orderable":false,"issues":[\
      {"code":"BELOW_MINIMUM","pointer":"/lines","detail":"Add 5.75 to reach the minimum."}]}""";

  static final String ORDER =
      """
      {"id":"o-77","status":"PLACED","settled":false,"durability":2,"restaurantId":"r-1",\
      "restaurantName":"Saffron House","service":"DELIVERY","lines":[{"itemId":"i-3",\
      "name":"Tikka masala","quantity":2,"unitPricePence":1345,"linePence":2690}],\
      "subtotalPence":2690,"discountPence":0,"deliveryFeePence":199,"serviceFeePence":99,\
      "tipPence":0,"totalPence":2988,"placedAt":"2026-11-21T18:00:00Z","readyAt":null,\
      "events":[{"status":"PLACED","at":"2026-11-21T18:00:00Z","by":"customer"}],"courier":null}""";

  static final String ORDERS = "{\"items\":[" + ORDER + "],\"nextCursor\":null}";

  static final String CLUSTER =
      """
      {"converged":true,"frontEnds":[{"name":"fe1","url":"http://127.0.0.1:8080",\
      "timestamp":{"rm1":12}}],"replicaManagers":[{"name":"rm1","url":"http://127.0.0.1:8180",\
      "status":"ACTIVE","valueTimestamp":{"rm1":12},"replicaTimestamp":{"rm1":12},"logLength":3,\
      "heldUpdates":0,"heldQueries":0,"lastHeardMillis":5,"stateDigest":"abcdef"}]}""";

  private ApiBodies() {}
}
