namespace Deis.RuntimeContract;

/// <summary>A test of the contract; skipped where its runtime cannot run.</summary>
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute() => Skip = ContractSkip.Reason;
}
