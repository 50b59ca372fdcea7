namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>The machines that are emitted from a statechart.</summary>
internal enum MachineKind
{
    /// <summary>The machine that needs no package.</summary>
    Switch,

    /// <summary>The machine of the package Stateless.</summary>
    Stateless,
}
