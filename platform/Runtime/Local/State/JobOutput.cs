namespace Deis.Platform.Runtime.Local.State;

/// <summary>What a one-off command has written.</summary>
/// <param name="Text">The text, as it is handed out.</param>
internal sealed record JobOutput(string Text);
