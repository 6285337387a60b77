namespace Deis.RuntimeContract;

/// <summary>A theory of the contract; skipped where its runtime cannot run.</summary>
public sealed class ContractTheoryAttribute : TheoryAttribute
{
    public ContractTheoryAttribute() => Skip = ContractSkip.Reason;
}
