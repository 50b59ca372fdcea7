namespace Skapi.Packages.Tests;

/// <summary>A step of a guide: a file to write, a command to run, or what the command before it prints.</summary>
internal abstract record GuideStep
{
    public sealed record File(string Path, string Text) : GuideStep;

    public sealed record Command(string Line) : GuideStep;

    /// <summary>A command that runs until the guide ends.</summary>
    public sealed record Background(string Line) : GuideStep;

    public sealed record Output(string Text) : GuideStep;
}
