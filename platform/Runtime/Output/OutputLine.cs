namespace Deis.Platform.Runtime.Output;

/// <summary>A line of what a program writes, or a part of one that is longer than <see cref="OutputReader.MaxLine"/>.</summary>
/// <param name="Text">The text, without the line's end.</param>
/// <param name="IsRest">True when it goes on with the line that was given before.</param>
internal readonly record struct OutputLine(string Text, bool IsRest);
