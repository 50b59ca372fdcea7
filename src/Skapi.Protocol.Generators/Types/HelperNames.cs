namespace Skapi.Protocol.Generators.Types;

/// <summary>Names the methods that read and write the arrays and dictionaries of a record, one set for each level of nesting.</summary>
internal static class HelperNames
{
    private static readonly string[] Verbs = ["Read", "Write", "Unpack", "Pack"];

    /// <summary>Takes what the names of a member's methods end in: the member's name, unless that would give a name twice.</summary>
    public static string Take(TypeRef type, string name, NameScope scope)
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

    /// <summary>The same for the elements of an array.</summary>
    public static string ItemOf(string helper) => helper + "Item";

    /// <summary>The same for the values of a dictionary.</summary>
    public static string ValueOf(string helper) => helper + "Value";
}
