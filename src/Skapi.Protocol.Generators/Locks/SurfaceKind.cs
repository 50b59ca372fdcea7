namespace Skapi.Protocol.Generators.Locks;

/// <summary>The kinds of types in a lock.</summary>
internal enum SurfaceKind
{
    Record,
    Union,
    KindUnion,
    Enum,
    Wrapper,
    States,
    Triggers,
    Delays,
    Actions,
    Tags,
    Tasks,
}

internal static class SurfaceKinds
{
    /// <summary>The word for a part of such a type, for a message.</summary>
    public static string ItemName(this SurfaceKind kind) => kind switch
    {
        SurfaceKind.Record => "member",
        SurfaceKind.Union or SurfaceKind.KindUnion => "case",
        SurfaceKind.Enum or SurfaceKind.Wrapper => "value",
        SurfaceKind.States => "state",
        SurfaceKind.Triggers => "trigger",
        SurfaceKind.Delays => "delay",
        SurfaceKind.Tags => "tag",
        SurfaceKind.Tasks => "task",
        _ => "method",
    };

    /// <summary>Whether the parts are on the wire. Otherwise only callers in C# see them.</summary>
    public static bool IsOnTheWire(this SurfaceKind kind) =>
        kind is SurfaceKind.Record or SurfaceKind.Union or SurfaceKind.KindUnion or SurfaceKind.Enum or SurfaceKind.Wrapper;

    /// <summary>The kind of the type, for a message.</summary>
    public static string Describe(this TypeSurface type) => type.Kind switch
    {
        SurfaceKind.Enum => "an enum",
        SurfaceKind.KindUnion => "a union of JSON kinds",
        SurfaceKind.Wrapper when type.Items.Count == 1 => $"a value of the type {type.Items[0].Type?.Text}",
        _ => $"a {type.Kind.ToString().ToLowerInvariant()}",
    };
}
