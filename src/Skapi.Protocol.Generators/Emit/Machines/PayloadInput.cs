using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>A trigger, or the end of a task, that has a method of its own because it comes with a payload.</summary>
/// <param name="Kind">“Trigger” or “Task”, the last part of the name of its enum.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Payload">What comes with it.</param>
/// <param name="Method">The first part of the name of the public method, which is that of the method for inputs without a payload.</param>
/// <param name="Handler">The first part of the name of the private method that takes the transition.</param>
/// <param name="Summary">The documentation of the public method.</param>
internal sealed record PayloadInput(string Kind, string Name, PayloadModel Payload, string Method, string Handler, string Summary)
{
    /// <summary>Its name in the documentation.</summary>
    public string Word => Kind == "Trigger" ? "trigger" : "task";

    /// <summary>The documentation of the parameter.</summary>
    public string ParameterDocs => (Word, Payload.Type) switch
    {
        ("trigger", _) => "What comes with the trigger.",
        (_, null) => "Why the task failed.",
        _ => "The result of the task.",
    };

    /// <summary>The name of the public method.</summary>
    public string MethodIn(string className) => Method + Name == className ? Method + Name + "_" : Method + Name;

    /// <summary>The name of the private method.</summary>
    public string HandlerIn(string className) => Handler + Name == className ? Handler + Name + "_" : Handler + Name;

    /// <summary>The expression of its enum value.</summary>
    public string ValueIn(TypeNames names, MachineModel machine) => $"{names.Emitted(machine.Name + Kind)}.{Name}";

    /// <summary>The transitions of a state.</summary>
    public HandlerModel? FindIn(StateModel state) => HandlersOf(state).FirstOrDefault(handler => handler.Name == Name);

    /// <summary>The inputs of a machine that come with a payload.</summary>
    public static IEnumerable<PayloadInput> Of(MachineModel machine)
    {
        foreach (var (name, payload) in machine.Triggers.Select(static trigger => (trigger.Name, trigger.Payload)))
        {
            if (payload is not null)
                yield return new("Trigger", name, payload, "TryFire", "Handle", $"Fires the trigger {name} with its payload.");
        }

        foreach (var task in machine.Tasks)
        {
            var report = $"Reports that the task {task.Name} has";
            if (task.Payload is { } result)
                yield return new("Task", task.Name, result, "TryComplete", "Result", $"{report} completed with a result.");
            if (task.PassesError)
                yield return new("Task", task.Name, PayloadModel.Error, "TryFail", "Error", $"{report} failed with an exception.");
        }
    }

    private EquatableArray<HandlerModel> HandlersOf(StateModel state) => Handler switch
    {
        "Handle" => state.On,
        "Result" => state.Completed,
        _ => state.Failed,
    };
}
