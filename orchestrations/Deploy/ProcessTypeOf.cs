namespace Deis.Orchestrations.Deploy;

/// <summary>Names a process type of an app.</summary>
/// <param name="App">App id.</param>
/// <param name="Type">Process type.</param>
public sealed record ProcessTypeOf(string App, string Type);
