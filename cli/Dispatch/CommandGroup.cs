namespace Deis.Cli.Dispatch;

/// <summary>Commands with a common prefix.</summary>
/// <param name="Name">The prefix, such as <c>apps</c>.</param>
/// <param name="Topic">Where the top-level help has it.</param>
/// <param name="Summary">The line in the top-level help.</param>
/// <param name="DefaultCommand">Command that the bare prefix means; null shows the group's help.</param>
/// <param name="Commands">In the order of the help.</param>
internal sealed record CommandGroup(string Name, Topic Topic, string Summary, string? DefaultCommand, IReadOnlyList<Command> Commands)
{
    /// <summary>What the group's help calls its commands.</summary>
    public string Title { get; init; } = Name;

    public Command? Find(string word) => Commands.FirstOrDefault(command => command.Name == word);
}
