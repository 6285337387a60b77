using System.Text.Json.Serialization;

namespace Deis.Client.Apps;

/// <summary>A command to run once.</summary>
/// <param name="Command">The command line, for a shell.</param>
internal sealed record RunRequest(string Command)
{
    /// <summary>True when nobody waits for it; left out otherwise, since older servers do not know it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Detach { get; init; }

    /// <summary>True when somebody will talk to it; left out otherwise, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Attach { get; init; }

    /// <summary>The terminal it shall have; null for pipes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RunTerminal? Terminal { get; init; }
}
