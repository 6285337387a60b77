using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Cli;

/// <summary>
/// What a terminal showed: comments behind <c>#</c>, typed lines behind <c>$</c>, input behind <c>&lt;</c>, standard output behind <c>|</c>,
/// standard error behind <c>!</c>, and an exit code other than 0 behind <c>=</c>. A line <c>\</c> says that the output before it has no line end.
/// </summary>
internal sealed class Transcript
{
    private readonly StringBuilder _text = new();

    /// <summary>The text of the file.</summary>
    public string Text => _text.ToString();

    /// <summary>The lines that were typed in a file.</summary>
    public static IReadOnlyList<TranscriptStep> StepsOf(string text)
    {
        var steps = new List<TranscriptStep>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                steps.Add(new TranscriptStep(line[2..], []));
            }
            else if (line.StartsWith("< ", StringComparison.Ordinal))
            {
                steps[^1] = steps[^1] with { Input = [.. steps[^1].Input, line[2..]] };
            }
        }

        return steps;
    }

    /// <summary>Adds the comments that a file begins with.</summary>
    public void AddHeading(string text)
    {
        foreach (var line in text.Split('\n').TakeWhile(line => line.StartsWith('#')))
        {
            _text.Append(line).Append('\n');
        }
    }

    /// <summary>Adds a step and what came of it, already free of what changes from run to run.</summary>
    public void Add(TranscriptStep step, CommandResult result)
    {
        _text.Append("$ ").Append(step.Line).Append('\n');
        foreach (var line in step.Input)
        {
            _text.Append("< ").Append(line).Append('\n');
        }

        Add('|', result.Output);
        Add('!', result.Error);
        if (result.ExitCode != 0)
        {
            _text.Append("= ").Append(result.ExitCode).Append('\n');
        }
    }

    private void Add(char mark, string shown)
    {
        if (shown.Length == 0)
        {
            return;
        }

        var whole = shown.EndsWith('\n');
        foreach (var line in (whole ? shown[..^1] : shown).Split('\n'))
        {
            _text.Append(mark).Append(line.Length == 0 ? "" : " ").Append(line).Append('\n');
        }

        if (!whole)
        {
            _text.Append("\\\n");
        }
    }
}
