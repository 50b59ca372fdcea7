using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>What comes with a trigger or with the end of a task.</summary>
/// <param name="Type">Its type, or null for the exception of a task that has failed.</param>
internal sealed record PayloadModel(TypeRef? Type)
{
    /// <summary>The exception of a task that has failed.</summary>
    public static PayloadModel Error { get; } = new(Type: null);

    /// <summary>The name of the parameter.</summary>
    public string Parameter => Type is null ? "error" : "payload";

    /// <summary>Whether C# allows null, but the chart does not.</summary>
    public bool MustNotBeNull => Type is null or { IsReference: true, IsNullable: false };

    /// <summary>The payload, for a message.</summary>
    public string Description => Type is null ? "the exception" : $"the payload {Type.Name}";
}
