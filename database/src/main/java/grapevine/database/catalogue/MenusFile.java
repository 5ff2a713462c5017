package grapevine.database.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.ordering.DeliveryTerms;
import java.util.LinkedHashMap;
import java.util.List;

/** The shape of {@code menus.json}. The maps keep the file's order, which decides ids and ties. */
record MenusFile(
    @JsonProperty("_note") String note,
    String currency,
    List<String> allergenVocabulary,
    LinkedHashMap<String, List<Dish>> cuisines,
    LinkedHashMap<String, String> cuisineAliases,
    LinkedHashMap<String, List<String>> inventedNames,
    LinkedHashMap<String, LinkedHashMap<String, List<List<String>>>> hoursTemplates,
    LinkedHashMap<String, String> hoursByCuisine,
    List<DeliveryTerms> deliveryTemplates,
    List<Voucher> vouchers) {

  record Dish(
      String category,
      String name,
      long pricePence,
      List<String> diet,
      List<String> allergens,
      List<DishOption> options) {}

  record DishOption(String name, int min, int max, List<DishChoice> choices) {}

  record DishChoice(String name, long pricePence) {}
}
