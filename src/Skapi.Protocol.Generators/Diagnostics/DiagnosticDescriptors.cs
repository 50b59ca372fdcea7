using Microsoft.CodeAnalysis;

namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>
/// Everything that can be wrong with a schema or a statechart. An ID is never used again for another meaning;
/// docs/diagnostics.md explains each.
/// </summary>
internal static class DiagnosticDescriptors
{
    private const string HelpLink = "docs/diagnostics.md#";

    // Files
    public static readonly DiagnosticDescriptor NotJson = Error("SKP0001", "The file is not JSON", "This is not JSON (RFC 8259): {0}");
    public static readonly DiagnosticDescriptor DuplicateMember = Error("SKP0002", "A member stands twice", "The member “{0}” stands twice in its object");
    public static readonly DiagnosticDescriptor InvalidNamespace = Error("SKP0003", "The namespace is none", "“{0}” is no C# namespace: set Namespace on the SkapiProtocol item that includes the file");
    public static readonly DiagnosticDescriptor InvalidItemMetadata = Error("SKP0004", "Invalid metadata of an item", "{0}=\"{1}\" on the SkapiProtocol item that includes the file is not allowed: use {2}");

    // RFC 8927, section 2
    public static readonly DiagnosticDescriptor NotASchema = Error("SKP0101", "A schema is an object", "A schema must be an object, and this is {0} (RFC 8927, section 2.1)");
    public static readonly DiagnosticDescriptor UnknownKeyword = Error("SKP0102", "Unknown keyword", "“{0}” is no keyword of RFC 8927; what the standard does not know goes into “metadata”");
    public static readonly DiagnosticDescriptor KeywordType = Error("SKP0103", "A keyword's value has the wrong type", "“{0}” must be {1}, and this is {2}");
    public static readonly DiagnosticDescriptor MixedForms = Error("SKP0104", "Two forms in one schema", "“{0}” does not go with “{1}”: a schema has one form (RFC 8927, section 2.2)");
    public static readonly DiagnosticDescriptor NestedDefinitions = Error("SKP0105", "Definitions stand at the root", "“definitions” stands at the root of the file only (RFC 8927, section 2.1)");
    public static readonly DiagnosticDescriptor DanglingRef = Error("SKP0106", "A ref leads nowhere", "There is no definition “{0}” in this file (RFC 8927, section 2.2.2)");
    public static readonly DiagnosticDescriptor CyclicRef = Error("SKP0107", "Refs in a circle", "The definition “{0}” is nothing but a ref that leads back to it");
    public static readonly DiagnosticDescriptor UnknownType = Error("SKP0108", "Unknown type", "“{0}” is no type of RFC 8927: boolean, float32, float64, int8, uint8, int16, uint16, int32, uint32, string, timestamp");
    public static readonly DiagnosticDescriptor EmptyEnum = Error("SKP0109", "An enum has values", "An enum has at least one value (RFC 8927, section 2.2.4)");
    public static readonly DiagnosticDescriptor DuplicateEnumValue = Error("SKP0110", "An enum value stands twice", "The value “{0}” stands twice in its enum (RFC 8927, section 2.2.4)");
    public static readonly DiagnosticDescriptor DuplicateProperty = Error("SKP0111", "A property is required and optional", "“{0}” stands in “properties” and in “optionalProperties” (RFC 8927, section 2.2.6)");
    public static readonly DiagnosticDescriptor MappingForm = Error("SKP0112", "A mapping's values are properties forms", "The schema of the tag “{0}” must be of the properties form, written here and not by a ref (RFC 8927, section 2.2.8)");
    public static readonly DiagnosticDescriptor NullableMapping = Error("SKP0113", "A mapping's values are not nullable", "The schema of the tag “{0}” must not be nullable (RFC 8927, section 2.2.8)");
    public static readonly DiagnosticDescriptor MappingDefinesTag = Error("SKP0114", "A mapping defines its tag", "“{0}” is the tag, which the schemas of the mapping must not define (RFC 8927, section 2.2.8)");
    public static readonly DiagnosticDescriptor IncompleteForm = Error("SKP0115", "Half a form", "“{0}” needs “{1}” beside it (RFC 8927, section 2.2)");

    // Metadata and names
    public static readonly DiagnosticDescriptor MetadataType = Error("SKP0201", "A metadata key's value has the wrong type", "The metadata key “{0}” must be {1}, and this is {2}");
    public static readonly DiagnosticDescriptor NoName = Error("SKP0202", "No C# name", "No C# name can be made of “{0}”: give one in metadata.name");
    public static readonly DiagnosticDescriptor InvalidName = Error("SKP0203", "A name is no identifier", "“{0}” is no C# identifier");
    public static readonly DiagnosticDescriptor MemberNameClash = Error("SKP0204", "Two members of one name", "“{0}” becomes {1}, a name that {2} has already: give another in metadata.name");
    public static readonly DiagnosticDescriptor TypeNameClash = Error("SKP0205", "Two types of one name", "The type {0} is emitted already, from {1}: give another name in metadata.name");
    public static readonly DiagnosticDescriptor UnknownPresence = Error("SKP0206", "Presence names no property", "metadata.presence names “{0}”, which is no property of this schema");
    public static readonly DiagnosticDescriptor UnknownValue = Error("SKP0207", "Metadata names no enum value", "metadata.values names “{0}”, which is no value of this enum");
    public static readonly DiagnosticDescriptor InvalidEncoding = Error("SKP0208", "Unknown encoding", "“{0}” is no encoding that applies here: “base64”, on a string, is the only one");

    public static readonly DiagnosticDescriptor ReservedTypeName = Error("SKP0209", "A type name that emitted code needs", "Emitted code or C# needs the name {0} itself: give another in metadata.name");

    public static readonly DiagnosticDescriptor DuplicateMessagePackKey = Error("SKP0210", "A MessagePack key stands twice", "The key {0} stands twice in its record or union");
    public static readonly DiagnosticDescriptor MissingMessagePackKey = Error("SKP0211", "A MessagePack key is missing", "“{0}” needs a metadata.key, since others beside it have one");

    public static readonly DiagnosticDescriptor NamespaceClash = Error("SKP0212", "A type is called as a namespace", "The type {0} would be called as the namespace {1}, which another file has: give another name in metadata.name");

    // Statecharts
    public static readonly DiagnosticDescriptor UnknownChartKey = Error("SKP0301", "Unknown key in a statechart", "“{0}” is no key of {1} in the supported subset of XState v5: {2}");
    public static readonly DiagnosticDescriptor ChartKeyType = Error("SKP0302", "A key's value has the wrong type", "“{0}” must be {1}, and this is {2}");
    public static readonly DiagnosticDescriptor MissingKey = Error("SKP0303", "A key is missing", "A statechart needs “{0}”");
    public static readonly DiagnosticDescriptor UnknownState = Error("SKP0304", "Unknown state", "There is no state “{0}”");
    public static readonly DiagnosticDescriptor FinalWithTransitions = Error("SKP0305", "A final state has transitions", "Nothing leaves the final state “{0}”, so it has no “on”, “after” or “always”");
    public static readonly DiagnosticDescriptor NoDuration = Error("SKP0306", "A delay has no duration", "The delay “{0}” needs a duration: meta.delays.{0}.milliseconds, a number from 0 to 2147483647");
    public static readonly DiagnosticDescriptor Unsupported = Error("SKP0307", "Outside the supported subset", "The subset of XState v5 does not have {0}: {1}");
    public static readonly DiagnosticDescriptor EndlessAlways = Error("SKP0308", "Transitions in a circle", "From the state “{0}” unguarded “always” transitions lead back to it without end");
    public static readonly DiagnosticDescriptor UnreachableState = Warning("SKP0309", "A state is never reached", "Nothing leads to the state “{0}”");
    public static readonly DiagnosticDescriptor DeadEnd = Warning("SKP0310", "A state is never left", "Nothing leaves the state “{0}”, and it is not final");
    public static readonly DiagnosticDescriptor HiddenTransition = Warning("SKP0311", "A transition is never taken", "An earlier transition without a guard is always taken before this one");

    // The lock: what breaks callers in C#
    public static readonly DiagnosticDescriptor LockedTypeGone = Warning("SKP0401", "A shipped type is gone", "C#: the type {0} has shipped and is gone: {1}");
    public static readonly DiagnosticDescriptor LockedNameGone = Warning("SKP0402", "A shipped name is gone", "C#: the {0} {1} of {2} has shipped and is gone, or has another name");
    public static readonly DiagnosticDescriptor LockedSourceType = Warning("SKP0403", "A shipped type has changed in C#", "C#: {0} has shipped as {1} and is {2}");
    public static readonly DiagnosticDescriptor LockedSourcePresence = Warning("SKP0404", "A member is required where it was not, or the reverse, in C#", "C#: “{0}” of {1} {2}");
    public static readonly DiagnosticDescriptor LockedInterface = Warning("SKP0405", "A shipped interface has a new method", "C#: {0} is new in {1}, so that what implements it does not compile");
    public static readonly DiagnosticDescriptor LockedNamespace = Warning("SKP0406", "A shipped namespace has changed", "C#: types that have shipped in the namespace {0} are in {1}");

    // The lock: what breaks JSON
    public static readonly DiagnosticDescriptor LockedJsonGone = Error("SKP0421", "A shipped name is gone from JSON", "JSON: the {0} “{1}” of {2} has shipped and is gone, or has another name");
    public static readonly DiagnosticDescriptor LockedJsonType = Error("SKP0422", "A shipped type has changed in JSON", "JSON: {0} has shipped as {1} and is {2}");
    public static readonly DiagnosticDescriptor LockedJsonPresence = Error("SKP0423", "A member is required where it was not, or the reverse, in JSON", "JSON: “{0}” of {1} {2}");
    public static readonly DiagnosticDescriptor LockedTag = Error("SKP0424", "The tag is another member", "JSON: the tag of {0} has shipped as “{1}” and is “{2}”");
    public static readonly DiagnosticDescriptor LockedNameReused = Error("SKP0425", "A retired name is used again", "JSON: “{0}” of {1} has shipped and was retired, so it must not come to mean something else");
    public static readonly DiagnosticDescriptor LockedJsonTypeGone = Error("SKP0426", "A shipped message is gone from JSON", "JSON: {0} of {1} has shipped and is gone, so nothing says that what stands there now can still be read");
    public static readonly DiagnosticDescriptor LockedJsonTypeReused = Error("SKP0427", "A retired message is back in JSON", "JSON: {0} stands where {1} of {2} has shipped and was retired");

    // The lock: what breaks MessagePack
    public static readonly DiagnosticDescriptor LockedKey = Error("SKP0441", "A shipped key has changed", "MessagePack: the key of “{0}” of {1} has shipped as {2} and is {3}");
    public static readonly DiagnosticDescriptor LockedKeyReused = Error("SKP0442", "A shipped key is used again", "MessagePack: the key {0} of {1} has shipped for “{2}” and stands for “{3}”");
    public static readonly DiagnosticDescriptor LockedMessagePackType = Error("SKP0443", "A shipped type has changed in MessagePack", "MessagePack: {0} has shipped as {1} and is {2}");
    public static readonly DiagnosticDescriptor LockedMessagePackPresence = Error("SKP0444", "A member is required where it was not, or the reverse, in MessagePack", "MessagePack: “{0}” of {1} {2}");
    public static readonly DiagnosticDescriptor LockedMessagePackGone = Error("SKP0445", "A shipped name is gone from MessagePack", "MessagePack: the {0} “{1}” of {2} has shipped and is gone");
    public static readonly DiagnosticDescriptor LockedMessagePackTypeGone = Error("SKP0446", "A shipped message is gone from MessagePack", "MessagePack: {0} of {1} has shipped and is gone, so nothing says that what stands there now can still be read");
    public static readonly DiagnosticDescriptor LockedMessagePackTypeReused = Error("SKP0447", "A retired message is back in MessagePack", "MessagePack: {0} stands where {1} of {2} has shipped and was retired");

    // The lock itself
    public static readonly DiagnosticDescriptor InvalidLock = Error("SKP0491", "The lock cannot be read", "This is no lock: {0}");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Skapi.Protocol", severity, isEnabledByDefault: true, helpLinkUri: HelpLink + id.ToLowerInvariant());
}
