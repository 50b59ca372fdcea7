using Microsoft.CodeAnalysis;

namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>
/// The diagnostics of schemas, statecharts and locks. docs/diagnostics.md explains each. An ID is never reused with another meaning.
/// </summary>
internal static class DiagnosticDescriptors
{
    /// <summary>
    /// The page with the explanations. A build replaces it with the copy in the package; see <see cref="DiagnosticInfo.ToDiagnostic"/>.
    /// </summary>
    public const string Page = "docs/diagnostics.md";

    // Files
    public static readonly DiagnosticDescriptor NotJson = Error("SKP0001", "Invalid JSON", "Invalid JSON (RFC 8259): {0}");
    public static readonly DiagnosticDescriptor DuplicateMember = Error(
        "SKP0002", "Duplicate member", "The object has two members “{0}”: remove one");
    public static readonly DiagnosticDescriptor InvalidNamespace = Error(
        "SKP0003", "Invalid namespace", "“{0}” is not a C# namespace: set Namespace on the SkapiProtocol item that includes the file");
    public static readonly DiagnosticDescriptor InvalidItemMetadata = Error(
        "SKP0004", "Invalid item metadata", "{0}=\"{1}\" is not allowed on the SkapiProtocol item that includes the file: use {2}");

    // RFC 8927, section 2
    public static readonly DiagnosticDescriptor NotASchema = Error(
        "SKP0101", "Schema is not an object", "A schema must be an object, but this is {0} (RFC 8927, section 2.1)");
    public static readonly DiagnosticDescriptor UnknownKeyword = Error(
        "SKP0102", "Unknown keyword", "“{0}” is not a keyword of RFC 8927{1}: correct it, or move it into “metadata”");
    public static readonly DiagnosticDescriptor KeywordType = Error(
        "SKP0103", "Wrong type of a keyword's value", "“{0}” must be {1}, but this is {2}");
    public static readonly DiagnosticDescriptor MixedForms = Error(
        "SKP0104", "Two forms in one schema", "“{0}” cannot be combined with “{1}”: a schema has one form (RFC 8927, section 2.2)");
    public static readonly DiagnosticDescriptor NestedDefinitions = Error(
        "SKP0105", "Definitions below the root", "“definitions” is allowed only at the root of the file (RFC 8927, section 2.1)");
    public static readonly DiagnosticDescriptor DanglingRef = Error(
        "SKP0106", "Unknown definition", "The file has no definition “{0}”{1} (RFC 8927, section 2.2.2)");
    public static readonly DiagnosticDescriptor CyclicRef = Error(
        "SKP0107", "Circular ref", "The definition “{0}” is only a ref that leads back to itself");
    public static readonly DiagnosticDescriptor UnknownType = Error(
        "SKP0108",
        "Unknown type",
        "“{0}” is not a type of RFC 8927{1}: use boolean, float32, float64, int8, uint8, int16, uint16, int32, uint32, string, timestamp");
    public static readonly DiagnosticDescriptor EmptyEnum = Error(
        "SKP0109", "Enum without values", "An enum must have at least one value (RFC 8927, section 2.2.4)");
    public static readonly DiagnosticDescriptor DuplicateEnumValue = Error(
        "SKP0110", "Duplicate enum value", "The enum has the value “{0}” twice (RFC 8927, section 2.2.4)");
    public static readonly DiagnosticDescriptor DuplicateProperty = Error(
        "SKP0111",
        "Property is required and optional",
        "“{0}” is in “properties” and in “optionalProperties”: remove one (RFC 8927, section 2.2.6)");
    public static readonly DiagnosticDescriptor MappingForm = Error(
        "SKP0112",
        "Case does not have the properties form",
        "The schema of the tag “{0}” must have the properties form and cannot be a ref (RFC 8927, section 2.2.8)");
    public static readonly DiagnosticDescriptor NullableMapping = Error(
        "SKP0113", "Nullable case", "The schema of the tag “{0}” must not be nullable (RFC 8927, section 2.2.8)");
    public static readonly DiagnosticDescriptor MappingDefinesTag = Error(
        "SKP0114", "Case defines the tag", "“{0}” is the tag, so a schema in the mapping must not define it (RFC 8927, section 2.2.8)");
    public static readonly DiagnosticDescriptor IncompleteForm = Error(
        "SKP0115", "Incomplete form", "“{0}” requires “{1}” in the same schema (RFC 8927, section 2.2)");
    public static readonly DiagnosticDescriptor JsonSchema = Error(
        "SKP0116",
        "JSON Schema instead of JSON Type Definition",
        "“{0}” is a keyword of JSON Schema, but a schema here is a JSON Type Definition (RFC 8927): rewrite the file, or exclude it");

    // Metadata and names
    public static readonly DiagnosticDescriptor MetadataType = Error(
        "SKP0201", "Wrong type of a metadata value", "The metadata key “{0}” must be {1}, but this is {2}");
    public static readonly DiagnosticDescriptor NoName = Error(
        "SKP0202", "No C# name", "“{0}” cannot be converted to a C# name: set metadata.name");
    public static readonly DiagnosticDescriptor InvalidName = Error("SKP0203", "Invalid C# name", "“{0}” is not a C# identifier");
    public static readonly DiagnosticDescriptor MemberNameClash = Error(
        "SKP0204", "Duplicate member name", "“{0}” gets the C# name {1}, which {2} already has: set another one with {3}");
    public static readonly DiagnosticDescriptor TypeNameClash = Error(
        "SKP0205", "Duplicate type name", "The type {0} is already emitted from {1}: set another name with metadata.name");
    public static readonly DiagnosticDescriptor UnknownPresence = Error(
        "SKP0206", "Presence names an unknown property", "metadata.presence names “{0}”, but the schema has no such property{1}");
    public static readonly DiagnosticDescriptor UnknownValue = Error(
        "SKP0207", "Metadata names an unknown enum value", "metadata.values names “{0}”, but the enum has no such value{1}");
    public static readonly DiagnosticDescriptor InvalidEncoding = Error(
        "SKP0208",
        "Unknown encoding",
        "The encoding “{0}” is not supported here{1}: use base64, int64, uint64, decimal, uuid, date or duration on a string");
    public static readonly DiagnosticDescriptor ReservedTypeName = Error(
        "SKP0209", "Reserved type name", "The name {0} is reserved for C# or for emitted code: set another one with metadata.name");
    public static readonly DiagnosticDescriptor DuplicateMessagePackKey = Error(
        "SKP0210", "Duplicate MessagePack key", "The record or union has the key {0} twice");
    public static readonly DiagnosticDescriptor MissingMessagePackKey = Error(
        "SKP0211", "Missing MessagePack key", "“{0}” has no metadata.key, but others in the same record or union have one: add it");
    public static readonly DiagnosticDescriptor NamespaceClash = Error(
        "SKP0212",
        "Type with the name of a namespace",
        "The type {0} would have the name of the namespace {1}, which another file uses: set another name with metadata.name");
    public static readonly DiagnosticDescriptor UnknownMetadata = Warning(
        "SKP0213", "Unknown metadata key", "The metadata key “{0}” has no meaning here{1}");
    public static readonly DiagnosticDescriptor AdditionalOfClosed = Error(
        "SKP0214",
        "Additional members of a closed schema",
        "“{0}” needs “additionalProperties”: true in the same schema, because the schema allows no additional members otherwise");
    public static readonly DiagnosticDescriptor UnknownImport = Error(
        "SKP0215", "Unknown schema in another file", "“{0}” is not a schema of another file: {1}");
    public static readonly DiagnosticDescriptor ImportForm = Error(
        "SKP0216",
        "Ref to another file in a schema with a form",
        "metadata.ref needs a schema without a form, such as a property or a definition: remove the other keywords, or metadata.ref");
    public static readonly DiagnosticDescriptor InvalidDefault = Error(
        "SKP0217", "Invalid default", "metadata.default is not possible here: {0}");
    public static readonly DiagnosticDescriptor InvalidConstraint = Error(
        "SKP0218", "Invalid constraint", "The constraint “{0}” is not possible here: {1}");
    public static readonly DiagnosticDescriptor InvalidUnion = Error(
        "SKP0219", "Invalid union of JSON kinds", "metadata.union is not possible here: {0}");

    // Statecharts
    public static readonly DiagnosticDescriptor UnknownChartKey = Error(
        "SKP0301", "Unknown key in a statechart", "“{0}” is not a key of {1}{3}: the supported subset of XState v5 has {2}");
    public static readonly DiagnosticDescriptor ChartKeyType = Error(
        "SKP0302", "Wrong type of a key's value", "“{0}” must be {1}, but this is {2}");
    public static readonly DiagnosticDescriptor MissingKey = Error("SKP0303", "Missing key", "{0} has no “{1}”: add it");
    public static readonly DiagnosticDescriptor UnknownState = Error("SKP0304", "Unknown state", "The statechart has no state “{0}”{1}");
    public static readonly DiagnosticDescriptor FinalWithTransitions = Error(
        "SKP0305",
        "Final state with transitions",
        "The final state “{0}” cannot have states, “on”, “after”, “always”, “invoke” or “onDone”");
    public static readonly DiagnosticDescriptor NoDuration = Error(
        "SKP0306",
        "Delay without a duration",
        "The delay “{0}” has no duration: set meta.delays.{0}.milliseconds to a number from 0 to 2147483647");
    public static readonly DiagnosticDescriptor Unsupported = Error(
        "SKP0307", "Outside the supported subset", "The supported subset of XState v5 does not have {0}: {1}");
    public static readonly DiagnosticDescriptor EndlessAlways = Error(
        "SKP0308", "Endless transitions", "“always” transitions without a guard lead from the state “{0}” back to it, so they never end");
    public static readonly DiagnosticDescriptor UnreachableState = Warning(
        "SKP0309", "Unreachable state", "No transition leads to the state “{0}”");
    public static readonly DiagnosticDescriptor DeadEnd = Warning(
        "SKP0310", "State without a way out", "No transition leaves the state “{0}”, but it is not final");
    public static readonly DiagnosticDescriptor HiddenTransition = Warning(
        "SKP0311", "Transition is never taken", "An earlier transition without a guard is always taken before this one");
    public static readonly DiagnosticDescriptor UnknownMeta = Warning(
        "SKP0312", "Meta of nothing", "{0} names “{1}”, but the statechart does not have it{2}");
    public static readonly DiagnosticDescriptor PayloadNotPossible = Error(
        "SKP0313",
        "Payload where there is none",
        "“payload” is not possible in {0}: triggers and tasks can have one, and actions and guards can receive it");
    public static readonly DiagnosticDescriptor NoPayload = Error(
        "SKP0314", "Nothing to receive", "The {0} “{1}” receives a payload, but {2} comes without one: {3}");
    public static readonly DiagnosticDescriptor OtherPayload = Error(
        "SKP0315",
        "Two payloads for one action or guard",
        "The {0} “{1}” receives {2} from {3}, but {4} has {5}: use another {0} for one of them");

    // The lock: changes that break callers in C#
    public static readonly DiagnosticDescriptor LockedTypeGone = Warning(
        "SKP0401", "Locked type is missing", "C#: the type {0} has shipped, but it no longer exists: {1}");
    public static readonly DiagnosticDescriptor LockedNameGone = Warning(
        "SKP0402", "Locked name is missing", "C#: the {0} {1} of {2} has shipped, but it was removed or renamed");
    public static readonly DiagnosticDescriptor LockedSourceType = Warning(
        "SKP0403", "Locked type has changed in C#", "C#: {0} has shipped as {1}, but is now {2}");
    public static readonly DiagnosticDescriptor LockedSourcePresence = Warning(
        "SKP0404", "Required and optional have changed in C#", "C#: “{0}” of {1} {2}");
    public static readonly DiagnosticDescriptor LockedInterface = Warning(
        "SKP0405", "Locked interface has a new method", "C#: {0} is new in {1}, so existing implementations do not compile");
    public static readonly DiagnosticDescriptor LockedNamespace = Warning(
        "SKP0406", "Locked namespace has changed", "C#: types that have shipped in the namespace {0} are now in {1}");

    // The lock: changes that break JSON
    public static readonly DiagnosticDescriptor LockedJsonGone = Error(
        "SKP0421", "Locked name is missing from JSON", "JSON: the {0} “{1}” of {2} has shipped, but it was removed or renamed");
    public static readonly DiagnosticDescriptor LockedJsonType = Error(
        "SKP0422", "Locked type has changed in JSON", "JSON: {0} has shipped as {1}, but is now {2}");
    public static readonly DiagnosticDescriptor LockedJsonPresence = Error(
        "SKP0423", "Required and optional have changed in JSON", "JSON: “{0}” of {1} {2}");
    public static readonly DiagnosticDescriptor LockedTag = Error(
        "SKP0424", "Locked tag has changed", "JSON: the tag of {0} has shipped as “{1}”, but is now “{2}”");
    public static readonly DiagnosticDescriptor LockedNameReused = Error(
        "SKP0425", "Retired name is used again", "JSON: “{0}” of {1} has shipped and was retired, so it must not get another meaning");
    public static readonly DiagnosticDescriptor LockedJsonTypeGone = Error(
        "SKP0426",
        "Locked message is missing from JSON",
        "JSON: {0} of {1} has shipped, but it no longer exists, so its replacement cannot be checked for compatibility");
    public static readonly DiagnosticDescriptor LockedJsonTypeReused = Error(
        "SKP0427", "Retired message is used again in JSON", "JSON: {0} is in the place of {1} of {2}, which has shipped and was retired");

    public static readonly DiagnosticDescriptor LockedConstraints = Warning(
        "SKP0428", "Locked constraints have changed", "JSON: {0} has shipped with the constraints “{1}”, but has now “{2}”");

    // The lock: changes that break MessagePack
    public static readonly DiagnosticDescriptor LockedKey = Error(
        "SKP0441", "Locked key has changed", "MessagePack: the key of “{0}” of {1} has shipped as {2}, but is now {3}");
    public static readonly DiagnosticDescriptor LockedKeyReused = Error(
        "SKP0442", "Locked key is used again", "MessagePack: the key {0} of {1} has shipped for “{2}”, but is now used for “{3}”");
    public static readonly DiagnosticDescriptor LockedMessagePackType = Error(
        "SKP0443", "Locked type has changed in MessagePack", "MessagePack: {0} has shipped as {1}, but is now {2}");
    public static readonly DiagnosticDescriptor LockedMessagePackPresence = Error(
        "SKP0444", "Required and optional have changed in MessagePack", "MessagePack: “{0}” of {1} {2}");
    public static readonly DiagnosticDescriptor LockedMessagePackGone = Error(
        "SKP0445", "Locked name is missing from MessagePack", "MessagePack: the {0} “{1}” of {2} has shipped, but it was removed");
    public static readonly DiagnosticDescriptor LockedMessagePackTypeGone = Error(
        "SKP0446",
        "Locked message is missing from MessagePack",
        "MessagePack: {0} of {1} has shipped, but it no longer exists, so its replacement cannot be checked for compatibility");
    public static readonly DiagnosticDescriptor LockedMessagePackTypeReused = Error(
        "SKP0447",
        "Retired message is used again in MessagePack",
        "MessagePack: {0} is in the place of {1} of {2}, which has shipped and was retired");

    // The lock itself
    public static readonly DiagnosticDescriptor InvalidLock = Error("SKP0491", "Invalid lock", "The lock cannot be read: {0}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Skapi.Protocol", severity, isEnabledByDefault: true, helpLinkUri: $"{Page}#{id.ToLowerInvariant()}");
}
