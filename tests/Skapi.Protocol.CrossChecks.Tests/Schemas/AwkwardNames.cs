namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>
/// Names that may stand in a schema and are something else in C#, in .NET or in emitted code; and some of which no C# name can be made.
/// </summary>
internal static class AwkwardNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "alpha", "b/c", "user id", "from_me", "ünï", "\"q\\\n", "Kind2", "d~e", "日本", "x-1", "point", "level",
        "class", "string", "record", "value", "values", "field", "event", "default", "true", "var",
        "system", "type", "object", "Exception", "dateTimeOffset", "hashCode", "stringComparison", "ReadOnlySpan", "action", "task", "list",
        "equals", "toString", "getType", "clone", "known", "from", "unknown", "tag", "raw", "packed", "payload", "payloadKind", "none",
        "rawJson", "jsonReader", "messagePackWriter", "memberSet", "valueEquality", "readJson", "readItems", "items", "root", "schema",
        "message",
        "reader", "writer", "seen", "name", "count", "key", "other", "text",
        "", "1", "😀",
    ];
}
