namespace Deis.Functions.Tests.Cases;

/// <summary>What is done about a case.</summary>
public enum CaseState
{
    /// <summary>It is asked of the API and must hold.</summary>
    Checked,

    /// <summary>A test of another kind shows it.</summary>
    Elsewhere,

    /// <summary>It speaks of a part of the original that does not exist here on purpose.</summary>
    NotApplicable,

    /// <summary>The feature does not exist yet.</summary>
    Missing,
}
