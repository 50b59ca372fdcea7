using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>A diagnostic as comparable data, so that a step that reports one can be cached.</summary>
/// <param name="Descriptor">The kind of the diagnostic.</param>
/// <param name="Path">The path of the file.</param>
/// <param name="Range">The range in the file.</param>
/// <param name="Arguments">The arguments of the message.</param>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, string Path, TextRange Range, EquatableArray<string> Arguments)
{
    /// <summary>Creates the diagnostic.</summary>
    /// <param name="page">The path of the page that its help link leads to, or null for <see cref="DiagnosticDescriptors.Page"/>.</param>
    public Diagnostic ToDiagnostic(string? page = null) => Diagnostic.Create(WithPage(page), Range.ToLocation(Path), [.. Arguments]);

    private DiagnosticDescriptor WithPage(string? page) => page is { Length: > 0 } && Uri.TryCreate(page, UriKind.Absolute, out var uri)
        ? new(
            Descriptor.Id,
            Descriptor.Title,
            Descriptor.MessageFormat,
            Descriptor.Category,
            Descriptor.DefaultSeverity,
            Descriptor.IsEnabledByDefault,
            helpLinkUri: $"{uri.AbsoluteUri}#{Descriptor.Id.ToLowerInvariant()}")
        : Descriptor;
}
