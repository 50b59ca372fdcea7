namespace Skapi.Protocol.Generators.Types;

/// <summary>The types of .NET and of the runtime that emitted code uses with simple names, and their namespaces.</summary>
internal static class RuntimeTypes
{
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["ArgumentNullException"] = "System",
        ["DateOnly"] = "System",
        ["DateTimeOffset"] = "System",
        ["Guid"] = "System",
        ["HashCode"] = "System",
        ["IEquatable"] = "System",
        ["Obsolete"] = "System",
        ["ReadOnlyMemory"] = "System",
        ["ReadOnlySpan"] = "System",
        ["StringComparison"] = "System",
        ["TimeSpan"] = "System",
        ["EquatableArray"] = "Skapi.Protocol",
        ["EquatableArrayBuilder"] = "Skapi.Protocol",
        ["EquatableDictionary"] = "Skapi.Protocol",
        ["EquatableDictionaryBuilder"] = "Skapi.Protocol",
        ["RawJson"] = "Skapi.Protocol.Json",
        ["ValueEquality"] = "Skapi.Protocol",
        ["ValueText"] = "Skapi.Protocol",
        ["IJsonMessage"] = "Skapi.Protocol.Json",
        ["JsonReader"] = "Skapi.Protocol.Json",
        ["JsonWriter"] = "Skapi.Protocol.Json",
        ["MemberSet"] = "Skapi.Protocol.Json",
        ["IMessagePackMessage"] = "Skapi.Protocol.MessagePack",
        ["MessagePackReader"] = "Skapi.Protocol.MessagePack",
        ["MessagePackWriter"] = "Skapi.Protocol.MessagePack",
        ["IValidatedMessage"] = "Skapi.Protocol.Schemas",
        ["IConstrainedMessage"] = "Skapi.Protocol.Schemas",
    };

    /// <summary>The class that the bridge to MessagePack adds to each namespace.</summary>
    public const string Resolver = "ProtocolResolver";

    /// <summary>The namespace of one of these types.</summary>
    public static string NamespaceOf(string name) => Namespaces[name];

    /// <summary>Whether an emitted type with the name would hide one of these or clash with the bridge to MessagePack.</summary>
    public static bool Contains(string name) => Namespaces.ContainsKey(name) || name is "ObsoleteAttribute" or Resolver;
}
