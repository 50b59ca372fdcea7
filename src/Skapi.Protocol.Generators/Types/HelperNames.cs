namespace Skapi.Protocol.Generators.Types;

/// <summary>Names the methods that read and write the arrays and dictionaries of a record, a set for each level of nesting.</summary>
internal static class HelperNames
{
    private static readonly string[] Verbs = ["Read", "Write", "Unpack", "Pack"];

    /// <summary>Reserves the names of a member's methods.</summary>
    /// <returns>The last part of the names: the member's name, with underscores if another member has one of the names.</returns>
    public static string Add(TypeRef type, string name, NameScope scope)
    {
        while (!Of(type, name).All(scope.IsFree))
            name += "_";
        foreach (var taken in Of(type, name))
            scope.Reserve(taken);
        return name;
    }

    /// <summary>The names of a member's methods.</summary>
    public static IEnumerable<string> Of(TypeRef type, string helper) => type switch
    {
        TypeRef.Elements elements => Verbs.Select(verb => verb + helper).Concat(Of(elements.Item, ItemOf(helper))),
        TypeRef.Values values => Verbs.Select(verb => verb + helper).Concat(Of(values.Item, ValueOf(helper))),
        _ => [],
    };

    /// <summary>The last part of the names for the elements of an array.</summary>
    public static string ItemOf(string helper) => helper + "Item";

    /// <summary>The last part of the names for the values of a dictionary.</summary>
    public static string ValueOf(string helper) => helper + "Value";
}
